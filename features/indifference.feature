Feature: Indifference can be turned into concern
  The article, P15: persuasion, negotiation and the pressure that the law allows move decision-makers who did not care.
  P2: raising awareness is one of the ways of work that organisations have built up. Both together are a strength.

  Background:
    Given a campaign ready in every respect
    And the answer to "target_stance" is "indifferent"

  Scenario: People care, and the team knows how to persuade
    When it is assessed under the policy "default"
    Then the finding "indifference_movable" is confirmed
    And the finding "indifference_movable" rests on the answer to "target_stance"
    And the finding "indifference_movable" rests on the answer to "awareness_shift"
    And the finding "indifference_movable" rests on the answer to "persuasion_skills"
    And the verdict is "GO"

  Scenario Outline: Untried skills move nobody, and practice gains the strength
    Given the answer to "<question>" is "2"
    When it is assessed under the policy "default"
    Then the finding "indifference_movable" is absent
    When the answer to "<question>" is changed to "3"
    Then the finding "indifference_movable" is confirmed
    And nothing is worse than before

    Examples:
      | question          |
      | awareness_shift   |
      | persuasion_skills |

  Scenario Outline: Who is already open, or set against it, is not indifferent
    Given the answer to "target_stance" is "<stance>"
    When it is assessed under the policy "default"
    Then the finding "indifference_movable" is absent

    Examples:
      | stance      |
      | persuadable |
      | hostile     |

  Scenario: Nobody knows where the decision-maker stands
    Given the answer to "target_stance" is unknown
    When it is assessed under the policy "default"
    Then the finding "indifference_movable" is possible
    And the finding "indifference_movable" hinges on the answer to "target_stance"
