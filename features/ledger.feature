Feature: The ledger of lost points adds up
  Whoever asks where the points went gets an answer that adds up to the last tenth of a point, also where some answers
  are still open.

  Scenario: A ready campaign lost nothing
    Given a campaign ready in every respect
    When it is assessed under the policy "default"
    Then every ledger adds up
    And the measure "planning" is 1000

  Scenario: One gap costs what it weighs
    Given a campaign ready in every respect
    And the answer to "written_plan" is "1"
    When it is assessed under the policy "default"
    Then the measure "planning" is 875
    And "written_plan" costs the measure "planning" 125 and leaves 0 open
    And every ledger adds up

  Scenario: What is not answered is open, not lost
    Given a campaign ready in every respect
    And the answer to "written_plan" is unknown
    When it is assessed under the policy "default"
    Then the measure "planning" is between 833 and 1000
    And "written_plan" costs the measure "planning" 0 and leaves 167 open
    And every ledger adds up

  Scenario Outline: Shares that do not divide evenly still add up
    Given a campaign ready in every respect
    And every level is <level>
    And the answer to "written_plan" is "1"
    And the answer to "persuasion_skills" is unknown
    And the answer to "standing" is withheld
    When it is assessed under the policy "default"
    Then every ledger adds up

    Examples:
      | level |
      | 1     |
      | 2     |
      | 3     |

  Scenario: Where a high level lacks evidence, the ledger says what that costs
    Given a campaign ready in every respect
    And evidence is missing for "written_plan"
    When it is assessed under the policy "funder"
    Then "written_plan" costs the measure "planning" 84 and leaves 0 open
    And every ledger adds up
