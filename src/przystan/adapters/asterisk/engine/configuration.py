"""Write the engine's configuration from our settings: every file, each time it starts.

A call's state stands in the engine itself, as the dialplan context in which its channel is:
help-LANGUAGE, queue-LANGUAGE, units, closed. So the engine's own log (CEL) tells what a call went
through although our process may be down, and a new process finds every caller where they are.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from przystan.adapters.asterisk.engine.music import write_music
from przystan.adapters.asterisk.engine.obtain import EngineProgram
from przystan.adapters.asterisk.engine.places import JOIN_PRIORITY, EnginePlaces, EngineSecrets
from przystan.rooms.calls.types import HELPLINE_LANGUAGES

APPLICATION = "przystan"
"""The name under which our process stands in the dialplan (Stasis)."""

SYSTEM_NAME = "przystan"
"""Stands before every id that the engine gives: whose call it is."""

OURS = ("etc", "var", "spool", "run", "log", "prompts", "music")
"""Folders that the engine itself reads and writes."""

EVENT_MILLISECONDS = 2000
"""So long the engine waits for a busy process of ours to take an event before it hangs up."""

RECORDED_BITS = 16_000
"""A second of a recording in Opus; telephones carry 64,000 and no more than 4 kHz of it."""

FALLBACK_QUEUE = "fallback"
FALLBACK_SECONDS = 600
UNIT_RING_SECONDS = 25
OUT_RING_SECONDS = 60

_MODULES = (
    "app_dial app_playback app_queue app_stasis app_verbose bridge_builtin_features "
    "bridge_holding bridge_native_rtp bridge_simple bridge_softmix cel_custom chan_bridge_media "
    "chan_pjsip codec_alaw codec_g722 codec_opus_open_source codec_resample codec_ulaw "
    "format_ogg_opus_open_source format_pcm format_sln format_wav func_callerid func_channel "
    "func_logic func_strings "
    "pbx_config res_ari res_ari_applications res_ari_asterisk res_ari_bridges res_ari_channels "
    "res_ari_endpoints res_ari_events res_ari_model res_ari_playbacks res_ari_recordings "
    "res_cdrel_custom res_convert res_crypto res_format_attr_opus res_http_websocket "
    "res_musiconhold "
    "res_pjproject res_pjsip res_pjsip_acl res_pjsip_authenticator_digest res_pjsip_caller_id "
    "res_pjsip_dtmf_info res_pjsip_endpoint_identifier_ip res_pjsip_endpoint_identifier_user "
    "res_pjsip_nat res_pjsip_outbound_authenticator_digest res_pjsip_outbound_registration "
    "res_pjsip_registrar res_pjsip_rfc3326 res_pjsip_sdp_rtp res_pjsip_session "
    "res_pjsip_transport_websocket res_pjsip_pubsub res_rtp_asterisk res_security_log "
    "res_sorcery_astdb res_sorcery_config res_sorcery_memory res_srtp res_stasis "
    "res_stasis_answer res_stasis_playback res_stasis_recording res_stasis_snoop "
    "res_timing_timerfd res_websocket_client"
)


def write_configuration(
    places: EnginePlaces, program: EngineProgram, passwords: EngineSecrets
) -> None:
    """Write every configuration file and make every folder that the engine expects."""
    for folder in (*OURS, "var/keys/keys", "log/cel-custom", "spool/recording"):
        (places.home / folder).mkdir(parents=True, exist_ok=True)
    # Before the engine starts: it looks for music once.
    write_music(places.home / "music" / "waiting.wav")
    for name, text in _files(places, program, passwords):
        path = places.etc / name
        path.touch(mode=0o600, exist_ok=True)
        path.write_text(text, "utf-8")


def _files(
    places: EnginePlaces, program: EngineProgram, passwords: EngineSecrets
) -> Iterator[tuple[str, str]]:
    yield "asterisk.conf", _asterisk(places, program)
    yield "modules.conf", _modules(program.modules)
    yield "logger.conf", ("[general]\ndateformat=%F %T\n[logfiles]\n"
                          "messages => notice,warning,error\nsecurity => security\n")
    yield "http.conf", (f"[general]\nservername=Przystan\nenabled=yes\nbindaddr={places.host}\n"
                        f"bindport={places.http_port}\n")
    yield "ari.conf", (f"[general]\nenabled=yes\npretty=no\n"
                       f"websocket_write_timeout={EVENT_MILLISECONDS}\n[{APPLICATION}]\ntype=user\n"
                       f"read_only=no\npassword={passwords.ari}\n")
    yield "manager.conf", (
        f"[general]\nenabled=yes\nbindaddr={places.host}\nport={places.ami_port}\n"
        f"[{APPLICATION}]\nsecret={passwords.ami}\nread=\nwrite=call\n")
    yield "rtp.conf", (f"[general]\nrtpstart={places.rtp_first}\nrtpend={places.rtp_last}\n"
                       "strictrtp=no\n")
    yield "cel.conf", _CEL
    yield "cel_custom.conf", _CEL_CUSTOM
    yield "cdr.conf", "[general]\nenable=no\n"
    yield "formats.conf", f"[opus]\nmaxaveragebitrate={RECORDED_BITS}\n"
    yield "musiconhold.conf", f"[default]\nmode=files\ndirectory={places.home / 'music'}\n"
    yield "queues.conf", _queues(passwords)
    yield "extensions.conf", _dialplan(places)
    yield "pjsip.conf", _pjsip(places, passwords)
    yield "sorcery.conf", _SORCERY
    for name in ("acl", "ccss", "features", "indications", "pjproject", "udptl"):
        yield f"{name}.conf", "[general]\n" if name != "pjproject" else "[startup]\n"


def _asterisk(places: EnginePlaces, program: EngineProgram) -> str:
    home = places.home
    return (
        "[directories]\n"
        f"astetcdir => {places.etc}\nastmoddir => {program.modules}\n"
        f"astvarlibdir => {home / 'var'}\nastdbdir => {home / 'var'}\n"
        f"astkeydir => {home / 'var/keys'}\nastdatadir => {program.data}\n"
        f"astagidir => {home / 'var'}\nastspooldir => {home / 'spool'}\n"
        f"astrundir => {home / 'run'}\nastlogdir => {home / 'log'}\n"
        "[options]\n"
        f"maxcalls={places.maximum_calls}\nhideconnect=yes\nnocolor=yes\nsystemname={SYSTEM_NAME}\n"
        "documentation_language=en_US\n"
    )


def _modules(folder: Path) -> str:
    """Load what we use and nothing else; what an older engine does not have is left out."""
    there = {path.stem for path in folder.glob("*.so")}
    lines = [f"load={name}.so" for name in _MODULES.split() if name in there]
    if "cel_custom" not in there:
        lines.append("load=cel_custom.so")
    return "[modules]\nautoload=no\n" + "\n".join(lines) + "\n"


# Never events=ALL: it would write the keys that a caller presses, a PIN among them, to disk.
_CEL = """[general]
enable=yes
apps=dial,queue,stasis,bridge
events=CHAN_START,ANSWER,APP_START,APP_END,HANGUP,CHAN_END,LINKEDID_END,BRIDGE_ENTER,BRIDGE_EXIT,\
BLINDTRANSFER,ATTENDEDTRANSFER
"""
_CEL_CUSTOM = """[cel.jsonl]
format=json
fields=EventType,EventTime(%FT%T.%6q%z),UniqueID,LinkedID,ChanName,Num,Exten,Context,AppName,\
AppData,Peer,EventExtra
"""
_SORCERY = """[res_pjsip]
endpoint=config,pjsip.conf,criteria=type=endpoint
endpoint=astdb,ps_endpoint
auth=config,pjsip.conf,criteria=type=auth
auth=astdb,ps_auth
aor=config,pjsip.conf,criteria=type=aor
aor=astdb,ps_aor
"""


def _queues(passwords: EngineSecrets) -> str:
    members = [f"member => PJSIP/{name}" for name in passwords.phones if name.startswith("op")]
    return (f"[general]\npersistentmembers=no\n[{FALLBACK_QUEUE}]\nstrategy=rrmemory\ntimeout=20\n"
            "retry=2\njoinempty=yes\n" + "\n".join(members) + "\n")


def _dialplan(places: EnginePlaces) -> str:
    parts = ["[general]\nstatic=yes\nwriteprotect=yes\n"]
    # Picked up before we are asked, and not after half a second in which no sound may come: who
    # calls need not wait for a process that may be busy.
    parts.append(_context("inbound", "_X!", "inbound", first="Answer(,i)"))
    parts.append("exten => _+X!,1,Goto(${EXTEN:1},1)\n")
    for language in HELPLINE_LANGUAGES:
        parts.append(_context(f"help-{language}", "s", "help"))
        parts.append(_context(f"queue-{language}", "s", "queue"))
    parts.append(_context("help", "s", "help"))
    parts.append(_context("closed", "s", "closed"))
    # An operator's own call needs nobody but the engine: to a unit, or out by the trunk.
    parts.append(
        "[from-agent]\n"
        f"exten => _7XX,1,Dial(PJSIP/u${{EXTEN}},{UNIT_RING_SECONDS})\n same => n,Hangup()\n"
        f"exten => _X!,1,Dial(PJSIP/${{EXTEN}}@trunk,{OUT_RING_SECONDS})\n same => n,Hangup()\n"
        f"exten => _+X!,1,Dial(PJSIP/${{EXTEN}}@trunk,{OUT_RING_SECONDS})\n"
        " same => n,Hangup()\n")
    parts.append(
        "[units]\n"
        f"exten => _X!,1,Dial(PJSIP/u${{EXTEN}},{UNIT_RING_SECONDS})\n"
        " same => n,GotoIf($[\"${DIALSTATUS}\"=\"ANSWER\"]?done)\n"
        f" same => n,Stasis({APPLICATION},returned)\n"
        " same => n,GotoIf($[\"${STASISSTATUS}\"=\"SUCCESS\"]?done)\n"
        " same => n,Goto(fallback,s,1)\n"
        " same => n(done),Hangup()\n"
        # A unit that was asked first is on the line already: the caller joins it.
        f"exten => _X!,{JOIN_PRIORITY},Bridge(${{PRZYSTAN_UNIT}})\n same => n,Hangup()\n")
    parts.append(
        "[fallback]\nexten => s,1,Answer()\n"
        f" same => n,Playback({places.prompts / 'pl' / 'fallback'})\n"
        f" same => n,Queue({FALLBACK_QUEUE},,,,{FALLBACK_SECONDS})\n"
        # Whom we take back the queue gives up by itself, and says where they go.
        " same => n,GotoIf($[\"${QUEUESTATUS}\"=\"WITHDRAW\"]?${QUEUE_WITHDRAW_INFO},s,1)\n"
        " same => n,Hangup()\n")
    return "".join(parts)


def _context(name: str, extension: str, role: str, *, first: str = "NoOp()") -> str:
    """Our process takes the call; when it is away, a plain queue of the engine's does.

    What comes first parts two stays in Stasis, which the engine's log would else write as one.
    """
    return (
        f"[{name}]\nexten => {extension},1,{first}\n same => n,Stasis({APPLICATION},{role})\n"
        " same => n,GotoIf($[\"${STASISSTATUS}\"=\"SUCCESS\"]?done)\n"
        " same => n,Goto(fallback,s,1)\n same => n(done),Hangup()\n")


def _pjsip(places: EnginePlaces, passwords: EngineSecrets) -> str:
    parts = [
        "[global]\nendpoint_identifier_order=username,auth_username,ip\n"
        "user_agent=Przystan\n"
        f"[transport-udp]\ntype=transport\nprotocol=udp\nbind={places.host}:{places.sip_port}\n"
        f"[transport-ws]\ntype=transport\nprotocol=ws\nbind={places.host}\n"]
    # The provider's own line, where the administrator has described one.
    if places.trunk.exists():
        parts.append(f'#include "{places.trunk}"\n')
    for name, password in passwords.phones.items():
        if name == "trunk" and places.trunk.exists():
            continue
        context = "from-agent" if name.startswith("op") else "inbound"
        parts.append(
            f"[{name}]\ntype=aor\nmax_contacts=1\nremove_existing=yes\nqualify_frequency=0\n"
            f"[{name}]\ntype=auth\nauth_type=userpass\nusername={name}\npassword={password}\n"
            f"[{name}]\ntype=endpoint\ncontext={context}\ndisallow=all\n"
            f"allow=alaw,ulaw,opus\naors={name}\nauth={name}\ndirect_media=no\n"
            "rtp_timeout=30\nallow_transfer=no\n"
            + ("" if name == "trunk" else f"callerid={name} <{name.lstrip('opu')}>\n"))
    return "".join(parts)
