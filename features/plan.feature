Feature: The way to a better verdict is found and proved
  Whoever reads what is wrong asks next: what is the least we have to do? The answer is a set of remedies that leads to
  the verdict whatever the open questions turn out to be, or the least that stands in the way.

  Scenario: One gap is closed with one remedy
    Given a campaign ready in every respect
    And the answer to "written_plan" is "0"
    When a plan is asked for
    Then the plan is "write_the_plan"
    And with the plan in place the verdict is "GO"

  Scenario: What must come first is done first
    Given a campaign ready in every respect
    And the answer to "written_plan" is "0"
    And the answer to "stakeholder_analysis" is "1"
    When a plan is asked for
    Then the plan is "analyse_stakeholders, write_the_plan"

  Scenario: Everything is in order
    Given a campaign ready in every respect
    When a plan is asked for
    Then nothing has to be done

  Scenario: The failure chain
    Given the worked example "failure_chain"
    When a plan is asked for
    Then with the plan in place the verdict is "GO"
    And no step of the plan can be left out

  Scenario Outline: What nobody knows is never taken for good news
    Given a campaign ready in every respect
    And the answer to "present_threat" is <not known>
    When a plan is asked for
    Then there is no plan
    And the open question "present_threat" is in the way
    And the answer that would do is "no"

    Examples:
      | not known |
      | unknown   |
      | withheld  |
      | left out  |

  Scenario: What nobody knows may be made sure
    Given a campaign ready in every respect
    And the answer to "written_plan" is unknown
    When a plan is asked for
    Then the plan is "write_the_plan"
    And the plan asks first for the answer to "written_plan"

  Scenario: The campaign stays what it is unless somebody asks
    Given a campaign ready in every respect
    And the answer to "present_threat" is "yes"
    When a plan is asked for
    Then there is no plan
    And that the campaign stays what it is is in the way
    When a plan is asked for that may change the campaign
    Then the plan is "postpone_until_safe"
    And the plan names "postpone_until_safe" as a change of the campaign
    And the plan says of "postpone_until_safe" what is not in the hands of the campaign

  Scenario: There is too little time
    Given a campaign ready in every respect
    And the answer to "campaign_management" is "0"
    When a plan is asked for that takes 30 days at most
    Then there is no plan
    And the deadline is in the way

  Scenario: An answer is to stay as it is
    Given a campaign ready in every respect
    And the answer to "written_plan" is "0"
    When a plan is asked for that keeps the answer to "written_plan"
    Then there is no plan
    And the kept answer to "written_plan" is in the way
