Feature: Blockers beat averages
  One danger to people or principles stops a campaign, however high its mean is. One critical foundation that is wholly
  missing holds it back.
  The article, P31, leaves no room for error where success is at stake.

  Background:
    Given a campaign ready in every respect

  Scenario Outline: A blocker stops the best of campaigns
    Given these answers:
      | question       | answer       |
      | tactics        | media, march |
      | tone           | strong       |
      | past_sanctions | prison       |
    And the answer to "exposed_people" is "<people>"
    And the answer to "<question>" is "<answer>"
    When it is assessed under the policy "default"
    Then the measure "overall" is at least 900
    And the finding "<blocker>" is confirmed
    And the verdict is "STOP"
    And the verdict rests on the finding "<blocker>"

    Examples:
      | people    | question                 | answer | blocker        |
      | none      | present_threat           | yes    | present_threat |
      | none      | deceptive_means          | yes    | ethics_breach  |
      | minors    | participant_consent      | 2      | do_no_harm     |
      | survivors | informed_risk_acceptance | 2      | do_no_harm     |
      | none      | legal_review             | 1      | no_protection  |
      | none      | lawyers_on_call          | 1      | no_protection  |
      | none      | reprisal_plan            | 1      | no_protection  |

  Scenario Outline: A critical foundation at zero holds the campaign back
    Given the answer to "<question>" is "0"
    When it is assessed under the policy "default"
    Then the measure "overall" is at least 900
    And the verdict is "NOT_YET"
    And the verdict rests on the answer to "<question>"

    Examples:
      | question              |
      | specific_demand       |
      | evidence_base         |
      | written_plan          |
      | working_tools         |
      | persuasion_skills     |
      | campaign_management   |
      | audience_participates |
      | content_signoff       |
      | allies                |
      | participant_consent   |
      | in_course_reviews     |

  Scenario: No lawyer is no obstacle while exposure is low, and one from medium exposure on
    Given the answer to "tone" is "strong"
    And the answer to "legal_review" is "0"
    When it is assessed under the policy "default"
    Then the exposure before protection is "low"
    And the verdict is "GO"
    When the answer to "civic_space" is changed to "obstructed"
    Then the exposure before protection is "medium"
    And the verdict is "NOT_YET"
    And the verdict rests on the answer to "legal_review"

  Scenario: One weak area makes conditions, even with a good mean
    Given these answers:
      | question             | answer |
      | indicators_baselines | 1      |
      | in_course_reviews    | 1      |
      | final_evaluation     | 2      |
      | lessons_used         | 1      |
      | means_evaluated      | 1      |
    When it is assessed under the policy "default"
    Then the measure "overall" is at least 900
    And the measure "evaluation" is at most 499
    And the verdict is "CONDITIONS"
    And the verdict rests on the measure "evaluation"
