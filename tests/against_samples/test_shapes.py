"""The stand-in answers with the keys of the real service's samples."""

from tests.sandbox.nadeo.conftest import caller, clock, nadeo, world  # noqa: F401 # fixtures
from tests.sandbox.nadeo.test_nadeo_shapes import (  # noqa: F401 # run against other samples
    test_core_answers_have_the_keys_of_the_examples,
    test_join_and_positions_have_the_keys_of_the_examples,
    test_live_answers_have_the_keys_of_the_examples,
    test_other_hosts_have_the_keys_of_the_examples,
    test_trophies_have_the_keys_of_the_examples,
)
from tests.sandbox.nadeo.test_nadeo_tokens import (  # noqa: F401 # likewise
    test_refused_logins,
    test_the_claims_of_a_dedicated_server,
    test_the_claims_of_a_service_account,
    test_the_public_login,
)
