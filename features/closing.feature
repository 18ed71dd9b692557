Feature: A campaign that closes keeps its lessons
  A final evaluation measures what was achieved and how, and the next campaign starts from what this one learned.
  The article, P25 and P31: a final evaluation within the time set, and lessons for the campaigns that follow.

  Background:
    Given a campaign ready in every respect

  Scenario: Results and means are evaluated and lessons are kept
    When it is assessed under the policy "closing"
    Then the verdict is "GO"
    And the verdict reads "Close"

  Scenario: Neither evaluation nor lessons get beyond intentions
    Given the answer to "final_evaluation" is "1"
    And the answer to "lessons_used" is "1"
    When it is assessed under the policy "closing"
    Then the finding "lessons_lost" is confirmed
    And the verdict is "CONDITIONS"
    And the verdict rests on the finding "lessons_lost"
    And raising "lessons_used" to 2 clears "lessons_lost"

  Scenario Outline: Nothing is evaluated, or nothing is recorded
    Given the answer to "<question>" is "0"
    When it is assessed under the policy "closing"
    Then the verdict is "NOT_YET"
    And the verdict reads "Do not close yet"
    And the verdict rests on the answer to "<question>"

    Examples:
      | question         |
      | final_evaluation |
      | lessons_used     |

  Scenario: The evaluation asks what was reached, but not by which means
    Given the answer to "means_evaluated" is "1"
    When it is assessed under the policy "closing"
    Then the verdict is "CONDITIONS"
    And the verdict reads "Close with conditions"
    And the verdict rests on the answer to "means_evaluated"

  Scenario: People who are still exposed are not forgotten
    Given these answers:
      | question       | answer                  |
      | civic_space    | closed                  |
      | tactics        | media, march            |
      | tone           | strong                  |
      | main_target    | security_military_ruler |
      | past_sanctions | prison                  |
      | exposed_people | families                |
    When it is assessed under the policy "closing"
    Then the verdict is "CONDITIONS"
    And the verdict rests on the measure "residual_exposure"
