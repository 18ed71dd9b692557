Feature: Silence that is chosen is not silence from fear
  The article knows silence only as failure. Quiet diplomacy, chosen with a plan and with prepared spokespeople, is a
  legitimate way to work, and the report does not read it as fear.
  The article, P29, speaks of silence from fear; that silence can be chosen was added by experts.

  Background:
    Given a campaign ready in every respect

  Scenario: Quiet diplomacy with a plan and spokespeople is a strength
    Given these answers:
      | question          | answer          |
      | posture           | quiet_diplomacy |
      | persuasion_skills | 1               |
    When it is assessed under the policy "default"
    Then the finding "quiet_diplomacy" is confirmed
    And the finding "missing_skills" is confirmed
    And the finding "silence_and_fear" is absent

  Scenario Outline: A silence without preparation is not a choice
    Given these answers:
      | question          | answer          |
      | posture           | quiet_diplomacy |
      | persuasion_skills | 1               |
    And the answer to "<missing>" is "1"
    When it is assessed under the policy "default"
    Then the finding "quiet_diplomacy" is absent
    And the finding "silence_and_fear" is <certainty>

    Examples:
      | missing      | certainty |
      | spokespeople | likely    |
      | written_plan | likely    |

  Scenario: Fear is enough, however strong the rest is
    Given the answer to "posture" is "silent_from_fear"
    When it is assessed under the policy "default"
    Then the finding "silence_and_fear" is confirmed
    And the finding "silence_and_fear" rests on the answer to "posture"
    And the finding "credibility_loss" is confirmed

  Scenario: A team that is undecided falls silent when two foundations are missing
    Given these answers:
      | question      | answer    |
      | posture       | undecided |
      | written_plan  | 1         |
      | working_tools | 1         |
    When it is assessed under the policy "default"
    Then the finding "silence_and_fear" is confirmed
    When the answer to "posture" is changed to "speaks_openly"
    Then the finding "silence_and_fear" is likely

  Scenario Outline: Who works quietly needs no crowd and no coalition
    Given the answer to "<question>" is "0"
    And the answer to "posture" is "quiet_diplomacy"
    When it is assessed under the policy "default"
    Then the verdict is "GO"
    When the answer to "posture" is changed to "speaks_openly"
    Then the verdict is "NOT_YET"
    And the verdict rests on the answer to "<question>"

    Examples:
      | question              |
      | audience_participates |
      | allies                |

  Scenario: The quick check does not read a chosen silence as fear
    It does not ask for spokespeople, and nobody is unprepared because nobody was asked.

    Given these answers:
      | question          | answer          |
      | posture           | quiet_diplomacy |
      | persuasion_skills | 1               |
      | spokespeople      | 1               |
    When it is assessed under the policy "quick"
    Then the finding "quiet_diplomacy" is confirmed
    And the finding "missing_skills" is confirmed
    And the finding "silence_and_fear" is absent
    And the finding "credibility_loss" is absent
    When the answer to "posture" is changed to "speaks_openly"
    Then the finding "silence_and_fear" is likely

  Scenario: Where spokespeople are asked for, not knowing of any is no chosen silence
    Given these answers:
      | question          | answer          |
      | posture           | quiet_diplomacy |
      | persuasion_skills | 1               |
    And the answer to "spokespeople" is left out
    When it is assessed under the policy "default"
    Then the finding "quiet_diplomacy" is possible
    And the finding "silence_and_fear" is possible

  Scenario Outline: The quick check knows a chosen silence by its posture and its plan
    It does not ask for spokespeople.

    Given these answers:
      | question   | answer          |
      | posture    | quiet_diplomacy |
      | <question> | 0               |
    When it is assessed under the policy "quick"
    Then the verdict is "CONDITIONS"
    When the answer to "written_plan" is changed to "1"
    Then the verdict is "NOT_YET"

    Examples:
      | question              |
      | audience_participates |
      | allies                |
