Feature: Tools that a team does not understand are used on the surface only
  The article, P3: tools are used with skill and by their guides, not carelessly. P11: the idea of advocacy is new to
  many, so its terms are defined and people learn it. P10: it goes by several words, which is no harm where the team has
  agreed what they mean.

  Background:
    Given a campaign ready in every respect

  Scenario: Neither agreed terms nor training
    Given the answer to "shared_definitions" is "1"
    And the answer to "training_and_guides" is "1"
    When it is assessed under the policy "default"
    Then the finding "superficial_use" is confirmed
    And the finding "superficial_use" rests on the answer to "shared_definitions"
    And the finding "superficial_use" rests on the answer to "training_and_guides"
    And the finding "superficial_use" leads to the finding "missing_skills"
    And the verdict is "CONDITIONS"
    And the verdict rests on the finding "missing_skills"
    And the remedy "agree_terms_and_train" clears "superficial_use"

  Scenario Outline: Either of the two carries the team
    Given the answer to "shared_definitions" is "<terms>"
    And the answer to "training_and_guides" is "<training>"
    When it is assessed under the policy "default"
    Then the finding "superficial_use" is absent
    And the finding "missing_skills" is absent
    And the verdict is "GO"

    Examples:
      | terms | training |
      | 0     | 2        |
      | 2     | 0        |

  Scenario: Nobody knows what training there was
    Given the answer to "shared_definitions" is "1"
    And the answer to "training_and_guides" is unknown
    When it is assessed under the policy "default"
    Then the finding "superficial_use" is possible
    And the finding "superficial_use" hinges on the answer to "training_and_guides"
    And the verdict is undecided between "CONDITIONS" and "GO"
