Feature: A badly produced campaign harms its own reputation
  Content that nobody checks, messages that fit nobody and accusations that do not hold harm the campaign's name, its
  identity, its credibility and its relations.
  The article, P30: what a badly produced campaign does to those who stand behind it.

  Background:
    Given a campaign ready in every respect

  Scenario: Content goes out without a check
    Given the answer to "content_signoff" is "1"
    When it is assessed under the policy "default"
    Then the finding "poor_production" is confirmed
    And the finding "poor_production" rests on the answer to "content_signoff"
    And the finding "reputation_harm" is confirmed
    And the finding "identity_harm" is confirmed
    And the finding "credibility_loss" is confirmed
    And the finding "credibility_loss" rests on the finding "reputation_harm"
    And the finding "credibility_loss" rests on the finding "identity_harm"
    And the verdict is "CONDITIONS"
    And the remedy "sign_off_content" clears "credibility_loss"

  Scenario Outline: Messages are neither fitted nor tested
    Given the answer to "tailored_messages" is "<fitted>"
    And the answer to "materials_pretested" is "<tested>"
    When it is assessed under the policy "default"
    Then the finding "poor_production" is <state>

    Examples:
      | fitted | tested | state     |
      | 1      | 1      | confirmed |
      | 1      | 2      | absent    |
      | 2      | 1      | absent    |

  Scenario: Accusations that nobody checked
    Given the answer to "tone" is "accusing"
    And the answer to "accusations_verified" is "1"
    When it is assessed under the policy "default"
    Then the finding "poor_production" is confirmed
    And the finding "poor_production" rests on the answer to "accusations_verified"
    And the finding "seen_as_unjust_accuser" is confirmed

  Scenario Outline: Relations suffer where nobody tends them or nobody can correct a mistake
    Given the answer to "content_signoff" is "1"
    And the answer to "<question>" is "<level>"
    When it is assessed under the policy "default"
    Then the finding "relations_damaged" is <state>

    Examples:
      | question             | level | state     |
      | relations_maintained | 2     | confirmed |
      | relations_maintained | 3     | absent    |
      | correction_plan      | 1     | confirmed |
      | correction_plan      | 2     | absent    |

  Scenario Outline: An accuser has more to lose
    Given the answer to "tone" is "accusing"
    And the answer to "<question>" is "<level>"
    When it is assessed under the policy "default"
    Then the finding "<seen as>" is confirmed

    Examples:
      | question             | level | seen as                |
      | accusations_verified | 2     | seen_as_unjust_accuser |
      | evidence_base        | 1     | seen_as_pretender      |
      | campaign_management  | 1     | seen_as_incompetent    |

  Scenario Outline: A stunt offends where nobody has looked at it first
    Given the answer to "tactics" is "lobbying, stunt"
    And the answer to "<question>" is "<level>"
    When it is assessed under the policy "default"
    Then the finding "offence_risk" is <state>

    Examples:
      | question             | level   | state     |
      | materials_pretested  | 1       | confirmed |
      | materials_pretested  | 2       | absent    |
      | content_signoff      | 2       | confirmed |
      | content_signoff      | 3       | absent    |
      | content_signoff      | unknown | possible  |
