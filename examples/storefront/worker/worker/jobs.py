import time

import requests
from jose import jwt

from .images import thumbnail
from .mail import render_order
from .settings import Settings


def bearer(settings: Settings) -> dict:
    claims = {"email": "worker@storefront.example", "exp": int(time.time()) + 300}
    return {"Authorization": "Bearer " + jwt.encode(claims, settings.secret, algorithm="HS256")}


def send_order_mail(settings: Settings, job: dict) -> None:
    body = render_order(job["customer"], job["lines"])
    answer = requests.post(settings.mail_url, json={"to": job["customer"], "html": body}, timeout=10)
    answer.raise_for_status()


def make_thumbnail(settings: Settings, job: dict) -> None:
    picture = requests.get(job["picture"], timeout=10)
    picture.raise_for_status()
    answer = requests.put(
        f"{settings.shop_url}/thumbnails/{job['sku']}",
        data=thumbnail(picture.content, settings.thumbnail_size),
        headers=bearer(settings),
        timeout=10,
    )
    answer.raise_for_status()


JOBS = {"order-mail": send_order_mail, "thumbnail": make_thumbnail}
