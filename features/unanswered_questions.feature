Feature: An unanswered question is never good news
  A reader must see the difference between "safe" and "nobody has checked". What is not answered is neither zero nor
  "no": the report says what is still possible, and which question would settle it.

  Scenario: Nothing is answered
    Given an empty questionnaire
    When it is assessed under the policy "default"
    Then the verdict is undecided between "STOP" and "GO"
    And no finding is certain
    And the measure "planning" is between 0 and 1000
    And the exposure before protection is between "low" and "severe"

  Scenario Outline: Nobody knows whether the means are honest
    Given a campaign ready in every respect
    And the answer to "deceptive_means" is <not known>
    When it is assessed under the policy "default"
    Then the verdict is undecided between "STOP" and "GO"
    And the finding "ethics_breach" is possible
    And the finding "ethics_breach" hinges on the answer to "deceptive_means"

    Examples:
      | not known |
      | unknown   |
      | withheld  |
      | left out  |

  Scenario: Nobody knows whether the march is permitted
    Given a campaign ready in every respect
    And the answer to "tactics" is "lobbying, media, march"
    And the answer to "gatherings" is unknown
    When it is assessed under the policy "launch"
    Then the verdict is undecided between "CONDITIONS" and "GO"
    And the exposure before protection is between "low" and "medium"
    And the finding "unlawful_tactic" is possible
    And the finding "unlawful_tactic" hinges on the answer to "gatherings"

  Scenario: Nobody knows whether there is a plan
    Given a campaign ready in every respect
    And the answer to "written_plan" is unknown
    When it is assessed under the policy "default"
    Then the verdict is undecided between "NOT_YET" and "GO"
    And the measure "planning" is between 833 and 1000
    And the finding "weak_planning" is possible
    And the answer to "written_plan" counts as unknown

  Scenario: What is not known does not hide what is
    Given an empty questionnaire
    And the answer to "present_threat" is "yes"
    When it is assessed under the policy "default"
    Then the verdict is "STOP"
    And the finding "present_threat" is confirmed
