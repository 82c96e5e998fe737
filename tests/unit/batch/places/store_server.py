"""A server that speaks as Amazon's S3 does, on this machine alone."""

from collections.abc import Iterator

import pytest

BUCKET = "plans"


@pytest.fixture(scope="session")
def server() -> Iterator[str]:
    """Its address; it knows one bucket."""
    moto = pytest.importorskip(
        "moto.server", reason="moto is not installed: pip install 'hospplan[cloud-tests]'"
    )
    boto3 = pytest.importorskip("boto3", reason="boto3 is not installed")
    started = moto.ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    started.start()
    host, port = started.get_host_and_port()
    address = f"http://{host}:{port}"
    keys = {"aws_access_key_id": "testing", "aws_secret_access_key": "testing", "region_name": "us-east-1"}
    boto3.client("s3", endpoint_url=address, **keys).create_bucket(Bucket=BUCKET)
    yield address
    started.stop()


@pytest.fixture
def s3(server: str, monkeypatch: pytest.MonkeyPatch) -> str:
    """The URL of its bucket, with the environment that a user sets."""
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "testing")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "testing-secret")
    monkeypatch.setenv("AWS_REGION", "us-east-1")
    monkeypatch.setenv("AWS_DEFAULT_REGION", "us-east-1")
    monkeypatch.setenv("AWS_ENDPOINT_URL", server)
    return f"s3://{BUCKET}"
