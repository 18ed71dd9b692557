Feature: The quick check never says go
  Twenty-nine questions find what blocks a campaign. They cannot show that it is ready, because most questions are not
  asked.

  Scenario: The best campaign gets conditions, and the report says what was not examined
    Given a campaign ready in every respect
    When it is assessed under the policy "quick"
    Then the verdict is "CONDITIONS"
    And the best verdict that can be reached is "CONDITIONS"
    And the report carries the notice "partial"
    And the question "written_plan" is in use
    And the question "risk_register" is not examined
    When it is assessed under the policy "default"
    Then the verdict is "GO"
    And the report carries no notice "partial"

  Scenario: With nothing answered, go is not among what is possible
    Given an empty questionnaire
    When it is assessed under the policy "quick"
    Then the verdict is undecided between "STOP" and "CONDITIONS"

  Scenario: A blocker is found as in the full check
    Given a campaign ready in every respect
    And these answers:
      | question       | answer       |
      | tactics        | media, march |
      | tone           | strong       |
      | past_sanctions | prison       |
      | reprisal_plan  | 1            |
    When it is assessed under the policy "quick"
    Then the finding "no_protection" is confirmed
    And the verdict is "STOP"

  Scenario: What is not examined proves nothing, in neither direction
    Given a campaign ready in every respect
    And the answer to "working_tools" is "1"
    And the answer to "roles_and_decisions" is "0"
    And the answer to "relations_maintained" is "0"
    When it is assessed under the policy "quick"
    Then the finding "missing_mechanisms" comes down to the answer to "working_tools"
    And no certain finding rests on the answer to "roles_and_decisions"

  Scenario: A danger that the quick check does not ask about is said not to be looked at
    Given a campaign ready in every respect
    And the answer to "present_threat" is "yes"
    When it is assessed under the policy "quick"
    Then the report carries the notice "answers_not_examined"
    When it is assessed under the policy "default"
    Then the report carries no notice "answers_not_examined"
    And the verdict is "STOP"
