Feature: A redacted copy leaves sensitive answers out
  A report that is shared must not endanger anyone. The copy is true but less certain: it never says the opposite of the
  full report, and it does not show whether a sensitive question was answered.

  Background:
    Given a campaign ready in every respect
    And these answers:
      | question       | answer           |
      | tactics        | media, march     |
      | tone           | strong           |
      | past_sanctions | prison, exile    |
      | exposed_people | public_employees |

  Scenario: Sensitive answers and their evidence are gone
    Given the evidence for "security_plan" says "The blue house behind the mill"
    When it is assessed under the policy "default"
    Then the report says "The blue house behind the mill"
    When a redacted copy is assessed in the same way
    Then every sensitive answer is withheld
    And the report never says "The blue house behind the mill"
    And no certain finding rests on the answer to "past_sanctions"
    And no certain finding rests on the answer to "exposed_people"

  Scenario: The copy is less certain, never different
    When it is assessed under the policy "default"
    Then the verdict is "CONDITIONS"
    And the finding "prison_risk" is likely
    When a redacted copy is assessed in the same way
    Then the finding "prison_risk" is possible
    And everything that was possible is still possible
    And the verdict is undecided between "STOP" and "CONDITIONS"

  Scenario: What does not rest on sensitive answers stays as it was
    Given the answer to "written_plan" is "1"
    When it is assessed under the policy "default"
    And a redacted copy is assessed in the same way
    Then the finding "weak_planning" is confirmed
    And the finding "sanction_exposure" is confirmed

  Scenario: A sensitive question that nobody answered looks the same
    Given the answer to "past_sanctions" is left out
    When it is assessed under the policy "default"
    And a redacted copy is assessed in the same way
    Then every sensitive answer is withheld
