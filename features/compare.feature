Feature: What moved between two assessments, and what moved it
  A team that assesses again wants to know what its own work changed, what only the rules changed, and what nobody
  answered again. The parts add up, and nothing is left over.

  Background:
    Given a campaign ready in every respect

  Scenario: What the campaign did is told as its own
    Given the answer to "written_plan" is "1"
    When it is assessed under the policy "default"
    And the answer to "written_plan" is changed to "3"
    And the two are compared
    Then the finding "weak_planning" has vanished through the campaign
    And nothing moved through time
    And nothing moved through the rules

  Scenario: An answer that nobody gave again has expired
    When it is assessed under the policy "default"
    And it is assessed again 40 days later
    And the two are compared
    Then the answer to "present_threat" moved through time
    And the verdict became worse
    And nothing moved through the campaign

  Scenario: Other rules for the same campaign
    Given evidence is missing for "written_plan"
    When it is assessed under the policy "default"
    And it is assessed under the policy "launch"
    And the two are compared
    Then the answer to "written_plan" moved through the rules
    And nothing moved through the campaign

  Scenario: Before a campaign runs there is nothing to deviate from
    When it is assessed under the policy "default"
    And it is compared with itself
    Then there is no deviation report

  Scenario: A campaign that runs is held against its plan
    Given the campaign is to be launched on "2026-12-01"
    When it is assessed under the policy "default"
    And the campaign runs
    And the launch is moved to "2026-12-11"
    And the answer to "written_plan" is changed to "2"
    And the two are compared
    Then the deviation report counts 2 deviations
    And the launch is 10 days later than planned
    And the answer to "written_plan" is lower than planned

  Scenario: What was kept back in a copy for sharing does not look like a change
    When it is assessed under the policy "default"
    And a copy for sharing is written
    And the two are compared
    Then nothing moved at all
    And the comparison says that one is a copy for sharing
