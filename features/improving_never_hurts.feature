Feature: Improving an answer never hurts
  A team that does better must not be told that it is worse off: no readiness falls, no exposure rises and no verdict
  worsens. Some findings appear only once a campaign grows strong. They warn, and they hold nobody back.

  Scenario Outline: A struggling campaign in a dangerous place does one thing better
    Given a campaign ready in every respect
    And every level is <everything>
    And these answers:
      | question       | answer                  |
      | civic_space    | repressed               |
      | tactics        | media, march, stunt     |
      | tone           | accusing                |
      | main_target    | security_military_ruler |
      | past_sanctions | prison                  |
      | ally_liability | yes                     |
      | funding_source | undisclosed             |
    When it is assessed under the policy "<policy>"
    And the answer to "<question>" is changed to "<better>"
    Then nothing is worse than before

    Examples:
      | policy  | everything | question              | better |
      | default | 1          | written_plan          | 2      |
      | default | 1          | allies                | 4      |
      | default | 2          | tailored_messages     | 3      |
      | default | 2          | legal_review          | 3      |
      | launch  | 1          | audience_participates | 2      |
      | launch  | 2          | mutual_defence        | 4      |
      | running | 1          | in_course_reviews     | 2      |
      | closing | 1          | lessons_used          | 3      |
      | funder  | 2          | transparency          | 3      |
      | quick   | 0          | specific_demand       | 1      |

  Scenario: Gaining allies before a vision shows a new risk and worsens nothing
    Given a campaign ready in every respect
    And the answer to "allies" is "2"
    And the answer to "alliance_vision" is "1"
    And the answer to "specific_demand" is "2"
    When it is assessed under the policy "default"
    Then the finding "fragmentation" is absent
    When the answer to "allies" is changed to "3"
    Then the finding "fragmentation" is confirmed
    And nothing is worse than before

  Scenario: Better media work may outrun the tools and worsens nothing
    Given a campaign ready in every respect
    And the answer to "media_plan" is "2"
    And the answer to "working_tools" is "1"
    When it is assessed under the policy "default"
    Then the finding "attention_outruns_capacity" is absent
    When the answer to "media_plan" is changed to "3"
    Then the finding "attention_outruns_capacity" is confirmed
    And nothing is worse than before

  Scenario: Strength against a hostile target calls for protection after a win and worsens nothing
    Given a campaign ready in every respect
    And every level is 2
    And these answers:
      | question                 | answer  |
      | target_stance            | hostile |
      | ethics_code              | 4       |
      | participant_consent      | 4       |
      | informed_risk_acceptance | 4       |
    When it is assessed under the policy "default"
    Then the measure "overall" is at most 599
    And the finding "backlash_after_win" is absent
    When the answer to "allies" is changed to "4"
    Then the measure "overall" is at least 600
    And the finding "backlash_after_win" is confirmed
    And nothing is worse than before

  Scenario: More lawyers never make it look worse, even while other answers are open
    Given a campaign ready in every respect
    And the answer to "tone" is "strong"
    And the answer to "civic_space" is unknown
    And the answer to "legal_review" is unknown
    And the answer to "lawyers_on_call" is "2"
    When it is assessed under the policy "default"
    And the answer to "lawyers_on_call" is changed to "3"
    Then nothing is worse than before
