Feature: More than one way to the goal
  The article, P24: legal, research, political, negotiation and media strategies are laid down, and the way they work is
  reviewed. A campaign that knows only one way has no other when it is blocked.

  Background:
    Given a campaign ready in every respect

  Scenario Outline: Everything rests on one way, whatever it is
    Given the answer to "tactics" is "<tactics>"
    When it is assessed under the policy "default"
    Then the finding "narrow_strategy" is confirmed
    And the finding "narrow_strategy" rests on the answer to "tactics"

    Examples:
      | tactics            |
      | litigation         |
      | research           |
      | lobbying, petition |
      | negotiation        |
      | media, online      |

  Scenario: A second way supports the first
    Given the answer to "tactics" is "litigation"
    When it is assessed under the policy "default"
    Then the finding "narrow_strategy" is confirmed
    When the answer to "tactics" is changed to "litigation, research"
    Then the finding "narrow_strategy" is absent

  Scenario: Several tactics that nobody has chosen and put in order
    Given the answer to "strategy_mix" is "1"
    When it is assessed under the policy "default"
    Then the finding "narrow_strategy" is confirmed
    And the finding "narrow_strategy" comes down to the answer to "strategy_mix"
    And the verdict is "GO"
    And raising "strategy_mix" to 2 clears "narrow_strategy"
    And the remedy "sequence_strategies" clears "narrow_strategy"

  Scenario: Nobody knows whether the strategies were chosen
    Given the answer to "strategy_mix" is unknown
    When it is assessed under the policy "default"
    Then the finding "narrow_strategy" is possible
    And the finding "narrow_strategy" hinges on the answer to "strategy_mix"
