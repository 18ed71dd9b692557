Feature: A running campaign must notice and correct its deviations
  Success needs tools to correct a course. A campaign that is under way and never looks back pauses first; while it is
  still being prepared, the same gap is only noted.
  The article, P24 and P31: the way strategies are carried out is reviewed, and deviations are corrected.

  Background:
    Given a campaign ready in every respect

  Scenario: Reviews happened once, ad hoc
    Given the answer to "in_course_reviews" is "1"
    When it is assessed under the policy "running"
    Then the finding "drift_uncorrected" is confirmed
    And the verdict is "NOT_YET"
    And the verdict reads "Pause and repair"
    And the verdict rests on the finding "drift_uncorrected"
    And raising "in_course_reviews" to 2 clears "drift_uncorrected"

  Scenario: While preparing, the gap is noted and holds nobody back
    Given the answer to "in_course_reviews" is "1"
    When it is assessed under the policy "default"
    Then the finding "drift_uncorrected" is confirmed
    And the verdict is "GO"

  Scenario: Reviews take place
    When it is assessed under the policy "running"
    Then the finding "drift_uncorrected" is absent
    And the verdict is "GO"
    And the verdict reads "Continue"

  Scenario: A new threat stops what was going well
    When it is assessed under the policy "running"
    Then the verdict is "GO"
    When the answer to "present_threat" is changed to "yes"
    Then the verdict is "STOP"
    And the verdict reads "Stop"
