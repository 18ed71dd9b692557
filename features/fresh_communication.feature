Feature: Ways of communicating wear out
  The article, P31: advocacy opens room for new ways and methods of communicating. What people have seen many times they
  no longer notice.

  Background:
    Given a campaign ready in every respect

  Scenario: The same posters as every year
    Given the answer to "fresh_approach" is "0"
    When it is assessed under the policy "default"
    Then the finding "stale_communication" is confirmed
    And the finding "stale_communication" rests on the answer to "fresh_approach"
    And the verdict is "GO"
    And the remedy "refresh_communication" clears "stale_communication"

  Scenario: A new form was tried
    Given the answer to "fresh_approach" is "1"
    When it is assessed under the policy "default"
    Then the finding "stale_communication" is confirmed
    And raising "fresh_approach" to 2 clears "stale_communication"
    When the answer to "fresh_approach" is changed to "2"
    Then the finding "stale_communication" is absent

  Scenario: A media plan does not say whether its forms are new
    Given the answer to "media_plan" is "4"
    And the answer to "fresh_approach" is unknown
    When it is assessed under the policy "default"
    Then the finding "stale_communication" is possible
    And the finding "stale_communication" hinges on the answer to "fresh_approach"
