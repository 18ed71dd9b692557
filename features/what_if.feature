Feature: What if an answer were different
  A team that weighs a march, or wonders what a plan on paper would be worth, asks before it decides. The same rules
  assess the campaign twice, and everything that differs is told: no estimate, and nothing left out.

  Background:
    Given a campaign ready in every respect

  Scenario: A better plan clears what rested on the worse one
    Given the answer to "written_plan" is "1"
    When it is asked under the policy "default" what if "written_plan=2"
    Then the verdict would be better
    And the finding "weak_planning" vanishes
    And the measure "planning" moves

  Scenario: A march brings questions into use
    Given the answer to "tone" is "conciliatory"
    When it is asked under the policy "default" what if "tactics=media,march"
    Then the question "stewarding" comes into use
    And the measure "exposure_points" moves

  Scenario: Cancelling the march takes them out again
    Given the answer to "tactics" is "lobbying, media, march"
    When it is asked under the policy "default" what if "tactics=lobbying,media"
    Then the question "stewarding" goes out of use

  Scenario: Taking an answer back opens what it had settled
    When it is asked under the policy "default" what if "deceptive_means="
    Then the verdict would be worse
    And the finding "ethics_breach" appears

  Scenario: Several answers at once
    Given the answer to "written_plan" is "1"
    When it is asked under the policy "default" what if "written_plan=3 deceptive_means=yes"
    Then the verdict would be worse
    And the finding "weak_planning" vanishes
    And the finding "ethics_breach" appears

  Scenario: Evidence does not grow with a level
    Given the answer to "audience_participates" is "3"
    When it is asked under the policy "launch" what if "audience_participates=4"
    Then the answer to "audience_participates" counts as "2"

  Scenario: Evidence still shows a lower level
    Given the answer to "audience_participates" is "4"
    When it is asked under the policy "launch" what if "audience_participates=3"
    Then the answer to "audience_participates" counts as "3"
    And the verdict would be the same

  Scenario: An answer that had grown too old counts again
    Given the answer to "present_threat" is 40 days old
    When it is asked under the policy "default" what if "present_threat=no"
    Then the verdict would be better
    And the finding "present_threat" vanishes
