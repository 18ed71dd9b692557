Feature: Somebody with the authority to do so can accept a finding, for one campaign and for a time
  A waiver opens the gate and repairs nothing: what follows from the finding still follows, and no measure rises.

  Background:
    Given a campaign ready in every respect
    And the answer to "audience_participates" is "1"

  Scenario: The board accepts that the launch comes early
    Given "premature_launch" is waived by "board"
    When its file is checked
    Then the check passes with exit code 0
    And the waiver is "binding"
    And the finding "premature_launch" is shown as waived
    And without waivers the verdict would be "NOT_YET"

  Scenario: Somebody whom the policy does not name
    Given "premature_launch" is waived by "campaigner"
    When its file is checked
    Then the check fails with exit code 1
    And the waiver is "not_approved"

  Scenario: A waiver ends
    Given "premature_launch" is waived by "board" until yesterday
    When its file is checked
    Then the check fails with exit code 1
    And the waiver is "expired"

  Scenario: Nobody can waive the safety of people
    Given the answer to "present_threat" is "yes"
    And "present_threat" is waived by "safety_lead"
    When its file is checked
    Then the check fails with exit code 1
    And the waiver is "not_waivable"

  Scenario: A waiver that is no longer needed is cleared away
    Given the answer to "audience_participates" is "4"
    And "premature_launch" is waived by "board"
    When its file is checked
    Then the check passes with exit code 0
    And the waiver is "not_needed"
    When its file is checked with "--strict"
    Then the check is invalid with exit code 2
