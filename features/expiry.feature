Feature: Old answers expire
  The situation around a campaign changes within weeks, the campaign itself within months. Answers about context and
  exposure count for 30 days, all others for 180. After that nobody knows, until somebody answers again.

  Background:
    Given a campaign ready in every respect

  Scenario: Within thirty days everything counts
    Given the answers are 30 days old
    When it is assessed under the policy "default"
    Then the verdict is "GO"
    And the report carries no notice "expired_answers"

  Scenario: After thirty days nobody knows the situation any more
    Given the answers are 31 days old
    When it is assessed under the policy "default"
    Then the verdict is undecided between "STOP" and "GO"
    And the answer to "civic_space" counts as unknown
    And the answer to "present_threat" counts as unknown
    And the answer to "written_plan" counts as "4"
    And the report carries the notice "expired_answers"

  Scenario Outline: A plan counts for half a year
    Given the answer to "written_plan" is <age> days old
    When it is assessed under the policy "default"
    Then the answer to "written_plan" counts as <counts as>

    Examples:
      | age | counts as |
      | 180 | "4"       |
      | 181 | unknown   |

  Scenario: A single answer can be old, too
    Given the answer to "present_threat" is 31 days old
    When it is assessed under the policy "running"
    Then the verdict is undecided between "STOP" and "GO"
    And the finding "present_threat" is possible
    And the finding "present_threat" hinges on the answer to "present_threat"

  Scenario: An old "no threat" does not become a threat, nor does an old threat go away by itself
    Given the answer to "present_threat" is "yes"
    And the answer to "present_threat" is 31 days old
    When it is assessed under the policy "default"
    Then the finding "present_threat" is possible
    And the verdict is undecided between "STOP" and "GO"
