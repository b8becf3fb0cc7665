/** Programs that tests start ask their engines themselves, unless a test says otherwise; and leave nothing in the user's cache folder. */
process.env.EVENTSPEC_CACHE ??= "off";
