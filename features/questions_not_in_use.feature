Feature: A question that does not apply is not asked and counts nowhere
  Nobody writes "not applicable": other answers decide whether a question applies. A kept answer to a question that is
  not in use neither helps nor harms.

  Background:
    Given a campaign ready in every respect

  Scenario: No stewards are needed where nobody gathers
    Given the answer to "stewarding" is "0"
    When it is assessed under the policy "default"
    Then the question "stewarding" is not in use
    And the measure "protection" is 1000
    And the verdict is "GO"

  Scenario: With a march the same answer counts
    Given the answer to "stewarding" is "0"
    And the answer to "tactics" is "lobbying, media, march"
    When it is assessed under the policy "default"
    Then the question "stewarding" is in use
    And the measure "protection" is 916

  Scenario: While the tactics are not known, it may apply
    Given the answer to "stewarding" is "0"
    And the answer to "tactics" is unknown
    And the answer to "tone" is "strong"
    When it is assessed under the policy "default"
    Then the question "stewarding" is perhaps in use
    And the measure "protection" is between 916 and 1000

  Scenario: What does not apply need not be answered
    Given the answer to "stewarding" is left out
    And the answer to "accusations_verified" is left out
    When it is assessed under the policy "default"
    Then the verdict is "GO"

  Scenario: Accusations need checking only where somebody is accused
    Given the answer to "accusations_verified" is "0"
    When it is assessed under the policy "default"
    Then the question "accusations_verified" is not in use
    And the verdict is "GO"
    When the answer to "tone" is changed to "accusing"
    Then the question "accusations_verified" is in use
    And the verdict is "NOT_YET"
    And the finding "seen_as_unjust_accuser" is confirmed

  Scenario: The rules of an alliance are asked even without allies, so that gaining one never costs points
    Given the answer to "allies" is "0"
    When it is assessed under the policy "default"
    Then the question "alliance_vision" is in use
    And the question "mutual_defence" is in use
