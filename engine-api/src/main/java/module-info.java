/** The language of the mail engine: ids, values, admins, sessions, answers, the authorizer and the ports. */
module dev.postroom.api {
  requires static transitive org.jspecify;
}
