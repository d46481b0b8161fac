package muster.e2e.swarm;

import muster.e2e.RunningHub;

/** How a hub goes down. */
enum Blow {
    HUB {
        @Override
        void strike(RunningHub hub) {
            hub.killJava();
        }
    },
    DATABASE {
        @Override
        void strike(RunningHub hub) {
            hub.killDatabase();
            // Which starts it again, unless it dies before that.
            hub.killJava();
        }
    },
    BOTH {
        @Override
        void strike(RunningHub hub) {
            hub.killEverything();
        }
    };

    abstract void strike(RunningHub hub);
}
