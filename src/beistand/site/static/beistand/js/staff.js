// Everything the staff pages do. Each module looks after one thing; the pages work without them.
import "beistand/time";
import "beistand/ring";
import "beistand/undo";
import "beistand/composer";
import "beistand/palette";
import "beistand/keys";
import "beistand/live";
import "beistand/desk";
