Feature: An emergency is no excuse for skipping the checks
  The article, P1: organisations answer sudden crises as well as long-term needs. P26 and P31: campaigns meet risks, and
  what is prepared in advance decides. So an emergency may shorten the checks, but not do away with all of them.

  Background:
    Given a campaign ready in every respect
    And the answer to "trigger" is "emergency"

  Scenario: A crisis, no conditions for going public and no written risks
    Given the answer to "launch_conditions" is "1"
    And the answer to "risk_register" is "1"
    When it is assessed under the policy "default"
    Then the finding "rushed_response" is confirmed
    And the finding "rushed_response" rests on the answer to "trigger"
    And the verdict is "GO"
    And the remedy "set_launch_conditions" clears "rushed_response"
    And the remedy "keep_risk_register" clears "rushed_response"

  Scenario Outline: One short check is enough
    Given the answer to "launch_conditions" is "1"
    And the answer to "risk_register" is "1"
    When it is assessed under the policy "default"
    Then raising "<check>" to 2 clears "rushed_response"
    When the answer to "<check>" is changed to "2"
    Then the finding "rushed_response" is absent

    Examples:
      | check             |
      | launch_conditions |
      | risk_register     |

  Scenario: Nobody is pressed for time
    Given the answer to "trigger" is "long_term_development"
    And the answer to "launch_conditions" is "1"
    And the answer to "risk_register" is "1"
    When it is assessed under the policy "default"
    Then the finding "rushed_response" is absent

  Scenario: Nobody knows whether the risks are written down
    Given the answer to "launch_conditions" is "1"
    And the answer to "risk_register" is unknown
    When it is assessed under the policy "default"
    Then the finding "rushed_response" is possible
    And the finding "rushed_response" hinges on the answer to "risk_register"
