Feature: The next campaign starts from what the last one left
  What an organisation can do lasts from one campaign to the next; where it acts and whom it addresses does not. So
  lasting answers come along, to be confirmed, and everything else is asked afresh.
  The article, P25 and P31: later campaigns are prepared with what earlier ones taught.

  Background:
    Given a campaign ready in every respect

  Scenario: Lasting answers are carried over with their own day, and marked
    Given the answer to "training_and_guides" is 20 days old
    When it is assessed under the policy "closing"
    And the next campaign is begun
    Then the answer to "training_and_guides" is carried over as 20 days old
    And every carried answer is to be confirmed

  Scenario Outline: What belongs to one campaign is asked afresh
    When it is assessed under the policy "closing"
    And the next campaign is begun
    Then the answer to "<question>" is not carried over

    Examples:
      | question        |
      | tactics         |
      | tone            |
      | civic_space     |
      | specific_demand |
      | allies          |

  Scenario: Sensitive answers stay behind unless they are asked for
    When it is assessed under the policy "closing"
    And the next campaign is begun
    Then the answer to "lawyers_on_call" is not carried over
    When the next campaign is begun with sensitive answers
    Then the answer to "lawyers_on_call" is carried over as 0 days old

  Scenario: A carried answer is never taken for a confirmed one
    When it is assessed under the policy "closing"
    And the next campaign is begun
    And the next campaign is assessed under the policy "default"
    Then the report carries the notice "to_confirm"

  Scenario: A carried answer grows old like any other
    When it is assessed under the policy "closing"
    And the next campaign is begun
    And the next campaign is assessed 200 days later under the policy "default"
    Then the answer to "training_and_guides" counts as unknown

  Scenario: What nobody knew is not carried over
    Given the answer to "training_and_guides" is unknown
    When it is assessed under the policy "closing"
    And the next campaign is begun
    Then the answer to "training_and_guides" is not carried over

  Scenario: The lessons stand on top
    Given the campaign learned "Ask the school boards first"
    When it is assessed under the policy "closing"
    And the next campaign is begun
    Then its file is a profile that says "Ask the school boards first" among its lessons
