Feature: A portfolio is put in order only where that is certain
  A funder decides fairly: nobody is above another because of what has not been asked yet, or because of how somebody
  chose to weigh things. What is not certain is a tie, and every row that was received is accounted for.

  Scenario: Who is better on every count stands above
    Given the proposal "strong" with every level 4
    And the proposal "weak" with every level 2
    When they are screened
    Then "strong" stands above "weak"
    And the place of "strong" is 1 and that of "weak" is 2

  Scenario: Readiness never makes up for exposure
    Given the proposal "ready but exposed" with every level 4
    And its answer to "past_sanctions" is "prison"
    And its answer to "civic_space" is "closed"
    And its answer to "tactics" is "march, strike"
    And its answer to "tone" is "accusing"
    And the proposal "weak but safe" with every level 2
    And its answer to "allies" is "1"
    When they are screened
    Then both have the verdict "CONDITIONS"
    And "ready but exposed" and "weak but safe" tie

  Scenario: Strengths of different kinds are a tie
    Given the proposal "planned" with every level 3
    And its answer to "written_plan" is "4"
    And the proposal "connected" with every level 3
    And its answer to "alliance_vision" is "4"
    When they are screened
    Then "planned" and "connected" tie

  Scenario: What nobody has answered puts nobody above or below
    Given the proposal "known" with every level 3
    And the proposal "open" with every level 3
    And its answer to "written_plan" is unknown
    And the proposal "weak" with every level 1
    When they are screened
    Then "known" and "open" tie
    And "known" stands above "weak"
    And what would settle the place of "open" is "written_plan"
    And the place of "known" is settled

  Scenario: The verdict comes first
    Given the proposal "threatened" with every level 4
    And its answer to "present_threat" is "yes"
    And the proposal "modest" with every level 3
    When they are screened
    Then "modest" stands above "threatened"

  Scenario: Every row is accounted for
    Given the proposal "sound" with every level 4
    And the proposal "broken" with every level 4
    And its answer to "written_plan" is "many"
    When they are screened
    Then 2 were received, 1 was accepted and 1 was rejected
    And "broken" was rejected because of "written_plan"

  Scenario: What is lacking in many is named, with what would lift most
    Given the proposal "first" with every level 4
    And its answer to "content_signoff" is "0"
    And the proposal "second" with every level 4
    And its answer to "content_signoff" is "0"
    And the proposal "third" with every level 4
    When they are screened
    Then the remedy "sign_off_content" lifts 2 proposals
    And nobody has a rank

  Scenario: An applicant learns what would help and is compared with nobody
    Given the proposal "first" with every level 4
    And its answer to "content_signoff" is "0"
    And the proposal "second" with every level 4
    When they are screened
    Then the letter to "first" offers the support "sign_off_content"
    And the letter to "first" names no verdict, and not "second"

  Scenario: An applicant learns which answers are missing, and not those kept back for safety
    Given the proposal "first" with every level 4
    And its answer to "written_plan" is unknown
    And its answer to "risk_register" is withheld
    When they are screened
    Then the letter to "first" asks for "written_plan"
    And the letter to "first" does not ask for "risk_register"

  Scenario: A blind committee sees codes
    Given the proposal "first" with every level 4
    And the proposal "second" with every level 2
    When they are screened blind
    Then no file of the results names "first" or "second"
    And nobody gets a letter
