Feature: Deceptive means stop everything
  Noble ends never justify deception, coercion or exploitation. No strength elsewhere makes up for them, at no stage of
  a campaign and under no policy.
  The article, P13: how a goal is reached counts as much as whether it is.

  Scenario Outline: The campaign stops under every policy
    Given a campaign ready in every respect
    And the answer to "deceptive_means" is "yes"
    When it is assessed under the policy "<policy>"
    Then the verdict is "STOP"
    And the finding "ethics_breach" is confirmed
    And the verdict rests on the finding "ethics_breach"
    And the measure "ethics" is 1000

    Examples:
      | policy  |
      | default |
      | launch  |
      | running |
      | closing |
      | funder  |
      | quick   |

  Scenario: It costs credibility as well
    Given a campaign ready in every respect
    And the answer to "deceptive_means" is "yes"
    When it is assessed under the policy "default"
    Then the finding "credibility_loss" is confirmed
    And the finding "credibility_loss" rests on the finding "ethics_breach"

  Scenario: The report says what to do about it, and that comes first
    Given a campaign ready in every respect
    And the answer to "deceptive_means" is "yes"
    When it is assessed under the policy "default"
    Then the remedy "stop_deceptive_means" clears "ethics_breach"
    And the remedy "stop_deceptive_means" is among the first to do
    When the answer to "deceptive_means" is changed to "no"
    Then the verdict is "GO"
