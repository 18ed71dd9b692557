Feature: What to do first is what leads out of a stop
  Whoever reads that a campaign must stop wants to know what would let it go on. What removes the reason for the stop
  comes first. To give up what the campaign is comes last, and only where nothing else would do.

  Background:
    Given a campaign ready in every respect
    And these answers:
      | question       | answer        |
      | civic_space    | narrowed      |
      | tactics        | sit_in, media |
      | tone           | accusing      |
      | past_sanctions | prison        |
      | gatherings     | lawful        |
    And the answer to "lawyers_on_call" is "1"
    And the answer to "reprisal_plan" is "1"

  Scenario: Two gaps that hold the stop together are closed before anything else
    When it is assessed under the policy "default"
    Then the verdict is "STOP"
    And the finding "no_protection" is confirmed
    And the first things to do are "prepare_for_reprisals", "retain_lawyers"
    And the best pair is "prepare_for_reprisals" and "retain_lawyers"

  Scenario: Nobody is told to give up a gathering that protection would allow
    When it is assessed under the policy "default"
    Then the remedy "do_without_gatherings" is offered, and is not among the first things to do
