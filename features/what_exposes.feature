Feature: What exposes people is named, one thing at a time
  The article, P28: a hard tone, protests and a state that punishes cost people their freedom. The report counts where,
  how, against whom and with whom a campaign acts, and each of them is a finding that can be contested.

  Background:
    Given a campaign ready in every respect

  Scenario Outline: One answer, one finding that names it
    Given the answer to "<question>" is "<answer>"
    When it is assessed under the policy "default"
    Then the finding "<finding>" is confirmed
    And the finding "<finding>" comes down to the answer to "<question>"
    When the answer to "<question>" is changed to "<milder>"
    Then the finding "<finding>" is absent

    Examples:
      | question       | answer                  | milder          | finding                    |
      | tactics        | lobbying, stunt         | lobbying, media | confrontational_tactics    |
      | tone           | strong                  | firm            | confrontational_tone       |
      | past_sanctions | fine, prison            | fine            | harsh_sanction_precedent   |
      | exposed_people | families                | none            | people_at_special_risk     |
      | main_target    | security_military_ruler | ministry        | powerful_or_hostile_target |
      | target_stance  | hostile                 | opposed         | powerful_or_hostile_target |
      | gatherings     | refused                 | pending         | gathering_not_permitted    |

  Scenario Outline: Two answers together weigh more than each alone
    Given the answer to "<first>" is "<answer>"
    And the answer to "<second>" is "<with>"
    When it is assessed under the policy "default"
    Then the finding "<finding>" is confirmed
    And the exposure before protection is "high"
    When the answer to "<second>" is changed to "<milder>"
    Then the finding "<finding>" is absent

    Examples:
      | first          | answer             | second      | with   | milder   | finding                             |
      | past_sanctions | prison             | tactics     | march  | lobbying | gathering_after_harsh_sanctions     |
      | tactics        | civil_disobedience | civic_space | closed | narrowed | unlawful_tactic_in_restricted_space |
      | exposed_people | families           | civic_space | closed | narrowed | people_at_risk_in_closed_space      |

  Scenario: An open answer leaves the danger possible
    Given the answer to "tactics" is "lobbying, march"
    And the answer to "past_sanctions" is unknown
    When it is assessed under the policy "default"
    Then the finding "gathering_after_harsh_sanctions" is possible
    And the finding "gathering_after_harsh_sanctions" hinges on the answer to "past_sanctions"

  Scenario: Accusing the powerful by name calls for a lawyer and for proof
    Given the answer to "tone" is "accusing"
    And the answer to "main_target" is "company"
    And the answer to "legal_review" is "2"
    When it is assessed under the policy "default"
    Then the finding "defamation_exposure" is confirmed
    And raising "legal_review" to 3 clears "defamation_exposure"
    And the verdict is "CONDITIONS"
    When the answer to "legal_review" is changed to "3"
    Then the finding "defamation_exposure" is absent
    When the answer to "accusations_verified" is changed to "2"
    Then the finding "defamation_exposure" is confirmed

  Scenario: Data that is not protected is not passed on where people are exposed
    Given the answer to "data_minimised" is "1"
    When it is assessed under the policy "default"
    Then the finding "redact" is absent
    When the answer to "civic_space" is changed to "closed"
    Then the exposure before protection is "medium"
    And the finding "redact" is confirmed
    And the remedy "minimise_data" clears "redact"
