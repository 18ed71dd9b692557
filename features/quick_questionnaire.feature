Feature: Only what still matters is asked
  People have little time, and some answers are not safe to give. The questions that decide most come first; as soon as
  nothing that is open could change the verdict, the asking ends. Nobody is pressed for an answer.

  Scenario: One answer can be enough
    Given a campaign ready in every respect
    And the answer to "deceptive_means" is "yes"
    When its people are asked under the policy "quick"
    Then the first question asked is "deceptive_means"
    And 1 question was asked
    And the verdict is "STOP"

  Scenario: What was left unasked would not have changed the verdict
    Given a campaign ready in every respect
    And the answer to "written_plan" is "0"
    When its people are asked under the policy "quick"
    Then the verdict is "NOT_YET"
    When it is assessed under the policy "quick"
    Then the verdict is "NOT_YET"

  Scenario: What does not apply is not asked
    Given a campaign ready in every respect
    When its people are asked under the policy "quick"
    Then the verdict is "CONDITIONS"
    And "tone" was asked once
    And "accusations_verified" was not asked
    And "risk_register" was not asked

  Scenario Outline: Who does not know, or keeps back, is not asked again
    Given a campaign ready in every respect
    And the answer to "lawyers_on_call" is <open>
    And the answer to "deceptive_means" is <open>
    When its people are asked under the policy "quick"
    Then "deceptive_means" was asked once
    And the verdict is undecided between "STOP" and "CONDITIONS"

    Examples:
      | open     |
      | unknown  |
      | withheld |
      | left out |
