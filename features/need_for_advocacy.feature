Feature: Whether advocacy is the best means is decided beforehand
  The article, P31: organisations establish in advance that they need advocacy and that it is the best way. Services,
  dialogue or legal aid may do more, at less risk.

  Background:
    Given a campaign ready in every respect

  Scenario: Other ways were at most thought of
    Given the answer to "need_established" is "1"
    When it is assessed under the policy "default"
    Then the finding "need_not_established" is confirmed
    And the finding "need_not_established" rests on the answer to "need_established"
    And the verdict is "GO"
    And the remedy "establish_need" clears "need_not_established"

  Scenario: A first written comparison will do
    Given the answer to "need_established" is "1"
    When it is assessed under the policy "default"
    Then raising "need_established" to 2 clears "need_not_established"
    When the answer to "need_established" is changed to "2"
    Then the finding "need_not_established" is absent

  Scenario: That an issue matters does not say that a campaign is the answer
    Given the answer to "priority_issue" is "4"
    And the answer to "rightsholder_mandate" is "4"
    And the answer to "need_established" is unknown
    When it is assessed under the policy "default"
    Then the finding "need_not_established" is possible
    And the finding "need_not_established" hinges on the answer to "need_established"
