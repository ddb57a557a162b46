from io import BytesIO
from pathlib import Path

from jose import jwt
from PIL import Image

from worker.images import thumbnail
from worker.jobs import bearer
from worker.mail import render_order
from worker.settings import read_settings

SETTINGS = read_settings(Path(__file__).parent.parent / "settings.yaml")


def test_mail_escapes_titles():
    assert "Mug &amp; saucer: € 9.50" in render_order("a@example.org", [{"quantity": 1, "title": "Mug & saucer", "price": 950}])


def test_thumbnail_fits():
    picture = BytesIO()
    Image.new("RGB", (800, 400)).save(picture, format="PNG")
    assert Image.open(BytesIO(thumbnail(picture.getvalue(), SETTINGS.thumbnail_size))).size == (320, 160)


def test_token_is_signed():
    token = bearer(SETTINGS)["Authorization"].split()[1]
    assert jwt.decode(token, SETTINGS.secret, algorithms=["HS256"])["email"] == "worker@storefront.example"
