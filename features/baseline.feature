Feature: A gate that fails only on what is new or worse
  A campaign that is already running with known gaps is not stopped by them every day, but by what comes on top.

  Background:
    Given a campaign ready in every respect
    And the answer to "written_plan" is "0"
    And its assessment is stored as the baseline

  Scenario: The known gap is still there
    When its file is checked
    Then the check passes with exit code 0
    And only the baseline lets it pass
    And nothing blocks

  Scenario: A second gap opens
    Given the answer to "specific_demand" is "0"
    When its file is checked
    Then the check fails with exit code 1
    And "vague_demand" is new because of the "answers"
    And "weak_planning" does not block

  Scenario: A gap is closed
    Given the answer to "written_plan" is "4"
    When its file is checked
    Then the check passes with exit code 0
    And "weak_planning" is gone because of the "answers"

  Scenario: Answers grow old
    When its file is checked 200 days later
    Then the check fails or is undecided
    And the answer to "allies" has expired since
    And "weak_planning" is uncertain because of the "time"
