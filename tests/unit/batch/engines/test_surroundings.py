"""What a machine is told of stores: what means the same everywhere, and the keys of one asker alone."""

from hospplan.batch.engines.surroundings import surroundings, take_over


def test_what_means_something_on_one_machine_alone_stays_there() -> None:
    assert surroundings(
        {
            "AWS_ACCESS_KEY_ID": "key",
            "AWS_ENDPOINT_URL": "http://127.0.0.1:9000",
            "AWS_PROFILE": "work",
            "AWS_CA_BUNDLE": "/etc/ssl/ca.pem",
            "AWS_WEB_IDENTITY_TOKEN_FILE": "token",
            "AZURE_STORAGE_ACCOUNT_NAME": "plans",
            "GOOGLE_APPLICATION_CREDENTIALS": r"C:\keys\google.json",
            "OSS_ENDPOINT": "https://oss-cn-hangzhou.aliyuncs.com",
            "HOME": "work",
        }
    ) == {
        "AWS_ACCESS_KEY_ID": "key",
        "AWS_ENDPOINT_URL": "http://127.0.0.1:9000",
        "AZURE_STORAGE_ACCOUNT_NAME": "plans",
        "OSS_ENDPOINT": "https://oss-cn-hangzhou.aliyuncs.com",
    }


def test_a_token_of_another_key_is_dropped() -> None:
    here = {"AWS_ACCESS_KEY_ID": "mine", "AWS_SESSION_TOKEN": "of mine", "AWS_REGION": "eu-west-1"}
    take_over({"AWS_ACCESS_KEY_ID": "theirs", "AWS_SECRET_ACCESS_KEY": "secret"}, here)
    assert here == {
        "AWS_ACCESS_KEY_ID": "theirs",
        "AWS_SECRET_ACCESS_KEY": "secret",
        "AWS_REGION": "eu-west-1",
    }


def test_what_a_machine_knows_by_itself_stays() -> None:
    here = {"AWS_ACCESS_KEY_ID": "mine", "AWS_SESSION_TOKEN": "of mine"}
    take_over({"AWS_REGION": "eu-west-1"}, here)
    assert here == {"AWS_ACCESS_KEY_ID": "mine", "AWS_SESSION_TOKEN": "of mine", "AWS_REGION": "eu-west-1"}
