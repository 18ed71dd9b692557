Feature: Posts on social media are not yet a campaign
  The article, P12: everyone uses digital tools, and that is not enough. A whole campaign is planned and organised, and
  leaves behind a community of people who support it.

  Background:
    Given a campaign ready in every respect
    And the answer to "tactics" is "media, online"
    And the answer to "social_media_share" is "over_75"

  Scenario Outline: Almost everything is online, and what should carry it is missing
    Given the answer to "<missing>" is "1"
    When it is assessed under the policy "default"
    Then the finding "digital_only" is confirmed
    And the finding "digital_only" rests on the answer to "social_media_share"
    And the finding "digital_only" rests on the answer to "<missing>"
    And raising "<missing>" to 2 clears "digital_only"

    Examples:
      | missing                    |
      | written_plan               |
      | target_group_relationships |
      | supporter_community        |

  Scenario: Almost everything is online, and people are organised around a plan
    When it is assessed under the policy "default"
    Then the finding "digital_only" is absent
    And the verdict is "GO"

  Scenario: Organising beyond the screen ends it
    Given the answer to "supporter_community" is "1"
    When it is assessed under the policy "default"
    Then the finding "digital_only" is confirmed
    And the remedy "organise_beyond_social_media" clears "digital_only"
    And the remedy "organise_supporters" clears "digital_only"
    When the answer to "social_media_share" is changed to "50_75"
    Then the finding "digital_only" is absent

  Scenario: Nobody knows how much of the work is online
    Given the answer to "supporter_community" is "1"
    And the answer to "social_media_share" is unknown
    When it is assessed under the policy "default"
    Then the finding "digital_only" is possible
    And the finding "digital_only" hinges on the answer to "social_media_share"

  Scenario: A campaign that publishes nothing is not asked about it
    Given the answer to "supporter_community" is "1"
    And the answer to "tactics" is "research, lobbying"
    When it is assessed under the policy "default"
    Then the question "social_media_share" is not in use
    And the finding "digital_only" is absent
