Feature: A high level needs evidence before a launch and for a funder
  A level 3 or 4 says that something is used or tested, so somebody else must be able to go and look. Where the policy
  requires evidence, a level without reference, date and owner counts as 2. It is never called a lie.

  Background:
    Given a campaign ready in every respect

  Scenario Outline: A plan that nobody can look at
    Given evidence is missing for "written_plan"
    When it is assessed under the policy "<policy>"
    Then the answer to "written_plan" counts as "<counts as>"
    And the answer to "written_plan" is listed as lacking evidence
    And the measure "planning" is <planning>

    Examples:
      | policy  | counts as | planning |
      | launch  | 2         | 916      |
      | funder  | 2         | 916      |
      | default | 4         | 1000     |
      | running | 4         | 1000     |

  Scenario Outline: Half of the evidence is not evidence
    Given the evidence for "written_plan" lacks its <part>
    When it is assessed under the policy "funder"
    Then the answer to "written_plan" counts as "2"

    Examples:
      | part      |
      | reference |
      | date      |
      | owner     |

  Scenario: A draft needs no evidence, and a level below 2 is not lifted
    Given the answer to "written_plan" is "2"
    And the answer to "risk_register" is "1"
    And evidence is missing for "written_plan"
    And evidence is missing for "risk_register"
    When it is assessed under the policy "funder"
    Then the answer to "written_plan" counts as "2"
    And the answer to "risk_register" counts as "1"

  Scenario: Consent of minors has to be shown, not only stated
    Given the answer to "exposed_people" is "minors"
    And evidence is missing for "participant_consent"
    When it is assessed under the policy "default"
    Then the verdict is "GO"
    And with evidence judged the other way the verdict would be "STOP"
    When it is assessed under the policy "funder"
    Then the verdict is "STOP"
    And the finding "do_no_harm" rests on the answer to "participant_consent"
    And with evidence judged the other way the verdict would be "GO"

  Scenario: Many high levels without evidence are pointed out, a single one is not
    Given evidence is missing for "written_plan"
    When it is assessed under the policy "default"
    Then the report carries no notice "overclaim"

  Scenario: Nothing but claims
    Given evidence is missing for every answer
    When it is assessed under the policy "default"
    Then the report carries the notice "overclaim"
