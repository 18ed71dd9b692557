Feature: An answer may be withheld, and nobody is reproached for it
  Some answers endanger people. Whoever keeps one back is treated like anyone who does not know: nothing is assumed, and
  nothing of the answer is shown.

  Background:
    Given a campaign ready in every respect

  Scenario Outline: Withheld counts like unanswered
    Given the answer to "<question>" is withheld
    When it is assessed under the policy "default"
    And the answer to "<question>" is changed to left out
    Then nothing has changed in the result

    Examples:
      | question       |
      | past_sanctions |
      | exposed_people |
      | present_threat |
      | posture        |
      | reprisal_plan  |
      | written_plan   |

  Scenario: Nothing is held against the campaign
    Given the answer to "posture" is withheld
    When it is assessed under the policy "default"
    Then the finding "silence_and_fear" is possible
    And no certain finding rests on the answer to "posture"
    And the measure "credibility" is between 866 and 1000

  Scenario: Withholding hides no danger that is known
    Given the answer to "posture" is withheld
    And the answer to "present_threat" is "yes"
    When it is assessed under the policy "default"
    Then the verdict is "STOP"

  Scenario: What was noted beside a withheld answer is not shown either
    Given the evidence for "security_plan" says "The blue house behind the mill"
    When it is assessed under the policy "default"
    Then the report says "The blue house behind the mill"
    When the answer to "security_plan" is changed to withheld
    Then the answer to "security_plan" counts as unknown
    And the report never says "The blue house behind the mill"
