Feature: A gate before launch that a pipeline can trust
  An exit code stops what must not be launched, and says who has to act: the campaign, or whoever wrote the file.

  Background:
    Given a campaign ready in every respect

  Scenario: Everything is in place
    When its file is checked
    Then the check passes with exit code 0

  Scenario: Nobody has written down what must be in place before the launch
    Given the answer to "launch_conditions" is "1"
    When its file is checked
    Then the check fails with exit code 1
    And what blocks is "launch/NOT_YET"
    And "launch/NOT_YET" stands at the line of "launch_conditions"

  Scenario: Conditions do not stop a launch, unless the gate is told so
    Given the answer to "allies" is "1"
    When its file is checked
    Then the check passes with exit code 0
    When its file is checked with "--fail-on CONDITIONS"
    Then the check fails with exit code 1

  Scenario: An open question is never good news
    Given the answer to "launch_conditions" is unknown
    When its file is checked
    Then the check is undecided with exit code 3
    And the answer to "launch_conditions" is not settled yet

  Scenario: A failure is not hidden by what is undecided
    Given the answer to "launch_conditions" is unknown
    And the answer to "written_plan" is "0"
    When its file is checked
    Then the check fails with exit code 1

  Scenario: A file that cannot be read never passes
    Given the answer to "written_plan" is "many"
    When its file is checked with "--exit-zero"
    Then the check is invalid with exit code 2

  Scenario: A sensitive answer stops the launch and does not show
    Given the answer to "present_threat" is "yes"
    When its file is checked
    Then the check fails with exit code 1
    And what blocks is "sensitive_answers/error"
    And nowhere in the result stands "present_threat"
    When its file is checked with "--no-redact"
    Then what blocks is "present_threat"
