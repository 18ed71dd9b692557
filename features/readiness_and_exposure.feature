Feature: Readiness and exposure are never netted
  A well-prepared campaign can still put people in prison, and a harmless one can still be unprepared. The report shows
  both, and lets neither make up for the other.

  Scenario: The best preparation does not hide severe exposure
    Given a campaign ready in every respect
    And these answers:
      | question       | answer                  |
      | civic_space    | closed                  |
      | tactics        | media, march            |
      | tone           | strong                  |
      | main_target    | security_military_ruler |
      | past_sanctions | prison                  |
      | exposed_people | women_defenders         |
      | gatherings     | banned                  |
    When it is assessed under the policy "default"
    Then the measure "overall" is 1000
    And the exposure before protection is "severe"
    And the exposure that remains is "high"
    And the verdict is "CONDITIONS"
    And the verdict rests on the measure "residual_exposure"

  Scenario: A safe place does not replace preparation
    Given a campaign ready in every respect
    And every level is 1
    When it is assessed under the policy "default"
    Then the exposure before protection is "low"
    And the measure "overall" is at most 499
    And the verdict is "NOT_YET"
    And the verdict rests on the measure "overall"

  Scenario: A more dangerous place changes exposure, not readiness
    Given a campaign ready in every respect
    And the answer to "tone" is "strong"
    And every level is 3
    When it is assessed under the policy "default"
    Then the measure "protection" is 750
    And the measure "ethics" is 750
    And the exposure before protection is "low"
    When the answer to "civic_space" is changed to "closed"
    Then the measure "protection" is 750
    And the measure "ethics" is 750
    And the exposure before protection is "medium"

  Scenario: Ready, but exposed: never a plain go
    Given a campaign ready in every respect
    And these answers:
      | question       | answer                  |
      | civic_space    | repressed               |
      | tactics        | media, march            |
      | tone           | strong                  |
      | main_target    | security_military_ruler |
      | past_sanctions | prison                  |
      | exposed_people | families                |
      | gatherings     | refused                 |
      | legal_review   | 2                       |
      | mutual_defence | 2                       |
    When it is assessed under the policy "default"
    Then the measure "overall" is at least 700
    And the exposure that remains is "severe"
    And the finding "ready_but_exposed" is confirmed
    And the finding "ready_but_exposed" rests on the measure "overall"
    And the finding "ready_but_exposed" rests on the measure "residual_exposure"
    And the verdict is "CONDITIONS"
