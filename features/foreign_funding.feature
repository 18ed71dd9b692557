Feature: Money that is restricted or hidden invites the smear of a foreign agent
  Opponents use such money against everyone involved. Openness about funding and interests takes the weapon away.
  The article, P30, knows harm to reputation and relations; that money can bring it was added by experts.

  Background:
    Given a campaign ready in every respect

  Scenario Outline: The smear raises exposure by one step
    Given the answer to "funding_source" is "<funding>"
    And the answer to "transparency" is "2"
    When it is assessed under the policy "default"
    Then the finding "foreign_agent_smear" is confirmed
    And the finding "foreign_agent_smear" rests on the answer to "funding_source"
    And the finding "foreign_agent_smear" rests on the answer to "transparency"
    And the exposure before protection is "medium"

    Examples:
      | funding            |
      | restricted_foreign |
      | undisclosed        |

  Scenario Outline: Lawful money, or full openness, does not
    Given the answer to "funding_source" is "<funding>"
    And the answer to "transparency" is "<transparency>"
    When it is assessed under the policy "default"
    Then the finding "foreign_agent_smear" is absent
    And the exposure before protection is "low"

    Examples:
      | funding            | transparency |
      | restricted_foreign | 3            |
      | lawful_foreign     | 2            |
      | domestic           | 2            |

  Scenario: The step can turn high exposure into severe
    Given these answers:
      | question       | answer             |
      | civic_space    | repressed          |
      | tactics        | media, march       |
      | tone           | strong             |
      | past_sanctions | prison             |
      | funding_source | restricted_foreign |
    When it is assessed under the policy "default"
    Then the exposure before protection is "high"
    When the answer to "transparency" is changed to "2"
    Then the exposure before protection is "severe"
    And the remedy "disclose_interests" clears "foreign_agent_smear"

  Scenario: With a protest in strong words, such money can end the organisation
    Given these answers:
      | question       | answer       |
      | tactics        | media, march |
      | gatherings     | lawful       |
      | tone           | strong       |
      | funding_source | undisclosed  |
      | transparency   | 2            |
    When it is assessed under the policy "default"
    Then the finding "foreign_agent_smear" leads to the finding "deregistration_risk"
    And the finding "deregistration_risk" is likely
    And the remedy "disclose_interests" clears "deregistration_risk"
    When the answer to "transparency" is changed to "3"
    Then the finding "deregistration_risk" is absent
    And nothing is worse than before
