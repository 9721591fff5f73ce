/* Calls one SIP URI with Sofia-SIP, as FreeSWITCH would, and hangs up. Ends with 0 if the call was answered. */
#include <sofia-sip/nua.h>
#include <sofia-sip/sip_status.h>
#include <sofia-sip/su.h>
#include <stdio.h>

static int answered = 1;

static const char sdp[] =
    "v=0\r\no=caller 1 1 IN IP4 127.0.0.1\r\ns=-\r\nc=IN IP4 127.0.0.1\r\nt=0 0\r\nm=audio 40000 RTP/AVP 0\r\n";

static void on_event(nua_event_t event, int status, char const *phrase, nua_t *nua, nua_magic_t *magic, nua_handle_t *call,
                     nua_hmagic_t *call_magic, sip_t const *sip, tagi_t tags[]) {
  su_root_t *root = (su_root_t *)magic;
  if (event == nua_r_invite && status >= 200) {
    if (status == 200) {
      answered = 0;
      nua_ack(call, TAG_END());
      nua_bye(call, TAG_END());
    } else {
      fprintf(stderr, "%d %s\n", status, phrase);
      nua_shutdown(nua);
    }
  }
  if (event == nua_r_bye) nua_shutdown(nua);
  if (event == nua_r_shutdown && status >= 200) su_root_break(root);
}

int main(int count, char *arguments[]) {
  if (count != 3) return 2;
  su_init();
  su_root_t *root = su_root_create(NULL);
  nua_t *nua = nua_create(root, on_event, (nua_magic_t *)root, NUTAG_URL(arguments[1]), TAG_END());
  if (!nua) return 3;
  nua_handle_t *call = nua_handle(nua, NULL, NUTAG_URL(arguments[2]), SIPTAG_FROM_STR("<sip:caller@127.0.0.1>"), TAG_END());
  nua_invite(call, SOATAG_USER_SDP_STR(sdp), TAG_END());
  su_root_run(root);
  nua_handle_destroy(call);
  nua_destroy(nua);
  su_root_destroy(root);
  su_deinit();
  return answered;
}
