Feature: A campaign defends people who asked for it, in what matters to them
  The article, P5: advocacy speaks for somebody who was deprived of a right. P19: it takes up causes that come first
  for the people they touch. P6: it gathers support for one such cause. Where nobody asked for it, others may ask whom
  it speaks for.

  Background:
    Given a campaign ready in every respect

  Scenario Outline: A mandate or a proven priority is missing
    Given the answer to "<question>" is "1"
    When it is assessed under the policy "default"
    Then the finding "unmandated_cause" is confirmed
    And the finding "unmandated_cause" comes down to the answer to "<question>"
    And the finding "credibility_loss" is likely
    And the finding "credibility_loss" rests on the finding "unmandated_cause"
    And the verdict is "CONDITIONS"
    And the remedy "<remedy>" clears "credibility_loss"

    Examples:
      | question             | remedy         |
      | rightsholder_mandate | obtain_mandate |
      | priority_issue       | prove_priority |

  Scenario: Both are partly shown
    Given the answer to "rightsholder_mandate" is "2"
    And the answer to "priority_issue" is "2"
    When it is assessed under the policy "default"
    Then the finding "unmandated_cause" is absent
    And the verdict is "GO"

  Scenario: A mandate does not make up for an issue that matters to few
    Given the answer to "rightsholder_mandate" is "1"
    And the answer to "priority_issue" is "1"
    When it is assessed under the policy "default"
    And the answer to "rightsholder_mandate" is changed to "4"
    Then the finding "unmandated_cause" is confirmed
    And the finding "unmandated_cause" comes down to the answer to "priority_issue"

  Scenario: Nobody knows whether the people concerned agreed
    Given the answer to "rightsholder_mandate" is unknown
    When it is assessed under the policy "default"
    Then the finding "unmandated_cause" is possible
    And the finding "unmandated_cause" hinges on the answer to "rightsholder_mandate"
    And the verdict is undecided between "CONDITIONS" and "GO"
