Feature: A day that has passed is noticed
  Lead times count towards the launch, so that a day which is no longer true would make every plan wrong.

  Scenario: The launch lies behind a campaign that still prepares
    Given a campaign ready in every respect
    And the campaign is to be launched on "2020-01-01"
    When it is assessed under the policy "default"
    Then the report carries the notice "launch_passed"

  Scenario: A running campaign has been launched, which is no mistake
    Given a campaign ready in every respect
    And the campaign is to be launched on "2020-01-01"
    When the campaign runs
    And it is assessed under the policy "running"
    Then the report carries no notice "launch_passed"
    And the report carries no notice "end_passed"
