"""Request envelopes as Alexa sends them."""

import uuid
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from skill.speaker.devices import Device, Viewport
from skill.speaker.matcher import Intent, Slot

DESK_APPLICATION_ID = "amzn1.ask.skill.desk"
Json = dict[str, Any]


def launch() -> Json:
    """ "Alexa, open ..."."""
    return {"type": "LaunchRequest", "shouldLinkResultBeReturned": False}


def intent(heard: Intent, *, eliciting: bool) -> Json:
    """Something said, or the filling of a slot that was elicited."""
    slots = {name: _slot(name, slot) for name, slot in heard.slots.items()}
    body: Json = {"name": heard.name, "confirmationStatus": "NONE"}
    if slots:
        body["slots"] = slots
    request: Json = {"type": "IntentRequest", "intent": body}
    if eliciting and slots:
        request["dialogState"] = "IN_PROGRESS"
    return request


def touch(arguments: list[Any], source: Json | None = None, components: Json | None = None) -> Json:
    """A touch on the screen, as its document sent it."""
    return {
        "type": "Alexa.Presentation.APL.UserEvent",
        "token": "spine-check",
        "arguments": arguments,
        "source": source or {"type": "TouchWrapper", "handler": "Press", "id": ""},
        "components": components or {},
    }


def session_ended(reason: str) -> Json:
    """The session is over, for one of Amazon's reasons."""
    return {"type": "SessionEndedRequest", "reason": reason}


def _slot(name: str, slot: Slot) -> Json:
    filled: Json = {"name": name, "value": slot.value, "confirmationStatus": "NONE", "source": "USER"}
    simple: Json = {"type": "Simple", "value": slot.value}
    if not slot.type.startswith("AMAZON."):
        simple["resolutions"] = filled["resolutions"] = _resolutions(slot)
    filled["slotValue"] = simple
    return filled


def _resolutions(slot: Slot) -> Json:
    authority = f"amzn1.er-authority.echo-sdk.{DESK_APPLICATION_ID}.{slot.type}"
    if slot.id is None:
        return {"resolutionsPerAuthority": [{"authority": authority, "status": {"code": "ER_SUCCESS_NO_MATCH"}}]}
    values = [{"value": {"name": slot.name, "id": slot.id}}]
    return {"resolutionsPerAuthority": [{"authority": authority, "status": {"code": "ER_SUCCESS_MATCH"}, "values": values}]}


def envelope(request: Json, device: Device, session_id: str, attributes: Mapping[str, Any], *, new: bool) -> Json:
    """The whole request as it reaches the skill."""
    application = {"applicationId": DESK_APPLICATION_ID}
    user = {"userId": "amzn1.ask.account.DESK"}
    interfaces: Json = {"Alexa.Presentation.APL": {"runtime": {"maxVersion": "2024.3"}}} if device.viewport else {}
    system: Json = {
        "application": application,
        "user": user,
        "device": {"deviceId": "amzn1.ask.device.DESK", "supportedInterfaces": interfaces},
        "apiEndpoint": "https://api.amazonalexa.com",
        "apiAccessToken": "desk",
    }
    context: Json = {"System": system}
    if device.viewport:
        context["Viewport"] = _viewport(device.viewport)
    stamp = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    return {
        "version": "1.0",
        "session": {
            "new": new,
            "sessionId": session_id,
            "application": application,
            "attributes": dict(attributes),
            "user": user,
        },
        "context": context,
        "request": {
            **request,
            "requestId": f"amzn1.echo-api.request.{uuid.uuid4()}",
            "locale": device.locale,
            "timestamp": stamp,
        },
    }


def _viewport(viewport: Viewport) -> Json:
    size = {
        "pixelWidth": viewport.width,
        "pixelHeight": viewport.height,
        "currentPixelWidth": viewport.width,
        "currentPixelHeight": viewport.height,
    }
    shown = {"shape": viewport.shape, "mode": viewport.mode, "dpi": viewport.dpi}
    return {**shown, "touch": ["SINGLE"], **size, "experiences": []}
