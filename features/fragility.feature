Feature: A verdict says what it hangs on
  Somebody who reads "Go" must know whether it would still be so if one answer were a little too kind. Beside the verdict
  stands the smallest set of answers that, each one level lower, would make it worse, or that there is none.

  Background:
    Given a campaign ready in every respect

  Scenario: One answer carries the verdict
    Given the answer to "written_plan" is "2"
    When it is assessed under the policy "default"
    Then the verdict is "GO"
    And it hangs on "written_plan", and would be "CONDITIONS"

  Scenario: Each of two answers carries the verdict
    Given the answer to "exposed_people" is "minors"
    And the answer to "participant_consent" is "3"
    And the answer to "informed_risk_acceptance" is "3"
    When it is assessed under the policy "default"
    Then the verdict is "GO"
    And it hangs on "participant_consent", and would be "STOP"
    And it hangs on "informed_risk_acceptance", and would be "STOP"

  Scenario: Two answers carry the verdict together, and neither does alone
    Given the answer to "tailored_messages" is "2"
    And the answer to "materials_pretested" is "2"
    When it is assessed under the policy "default"
    Then the verdict is "GO"
    And it hangs on "tailored_messages, materials_pretested", and would be "CONDITIONS"

  Scenario: What the report says comes true
    Given the answer to "written_plan" is "2"
    When it is assessed under the policy "default"
    And the answer to "written_plan" is changed to "1"
    Then the verdict is "CONDITIONS"

  Scenario: Nothing that is one level lower makes it worse
    When it is assessed under the policy "default"
    Then the verdict is "GO"
    And it holds whichever answers are one level lower

  Scenario: It cannot get worse
    Given the answer to "present_threat" is "yes"
    When it is assessed under the policy "default"
    Then the verdict is "STOP"
    And it cannot get worse

  Scenario: An open question does not hide what the verdict hangs on
    Given the answer to "specific_demand" is "1"
    And the answer to "civic_space" is unknown
    When it is assessed under the policy "default"
    Then it hangs on "specific_demand", and would be "NOT_YET"
